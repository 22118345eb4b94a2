"""`communique web`: a live page and a JSON API over the topics. It reads only, and knows only what the topics say.

From the topics:
follower       the consumer thread
versions       which version of the state is read
live_state     the newest events and counts, shared between threads
change_signal  wakes the event loop when there is news

Requests:
server         runs the server and the consumer until a signal
connections    how long and how many connections may wait
application    the routes, the middleware and the error handlers
guard          security headers, limits on requests
measuring      Prometheus metrics of requests and of the consumer
health         liveness and readiness
queries        query strings, validated

The API:
api            the routes under /v1
answers        fields of every response; errors as RFC 9457 problems
openapi        its OpenAPI description
feed           server-sent events
file_tables    columns and rows of the downloads
csv_files, parquet_files   the downloads in both formats

The pages:
pages          the HTML routes
overview       the first page: totals, heat map, timeline, visits
report         the page of one event
items          an event in a list
charts         geometry of the SVG charts
rendering      the template engine
"""
