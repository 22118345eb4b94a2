"""`communique web`: a live page and a JSON API over the topics. It reads only, and knows only what the topics say."""
