"""The composition root: which parts the application is made of."""

from functools import partial

from streams.settings import Settings
from streams.shell.agents import count, intake, ledger, read
from streams.shell.monitoring.metrics import Metrics
from streams.shell.stream import own_actors
from streams.shell.stream.application import Application
from streams.shell.stream.pool import Load, Pool, load_extractor


def create_app(settings: Settings, load: Load | None = None) -> Application:
    """Make the app with its tables and agents; nothing is connected or started yet.

    `load` makes the extractor in its processes; the real one, with the user's own actors, if not given.
    Raises UsageError if the file of those cannot be used.
    """
    metrics = Metrics()
    load = load or partial(load_extractor, own_actors.read(settings.actors_overlay))
    pool = Pool(load, settings.extractor_processes, settings.extraction_timeout, metrics.extractor_restarts.inc)
    metrics.extraction_queue.set_function(lambda: pool.waiting)
    app = Application(settings, metrics, pool)
    topics = app.app_topics
    intake.register(app, topics, metrics)
    read.register(app, topics, metrics, pool)
    ledger.register(app, topics, metrics)
    count.register(app, topics, metrics)
    return app
