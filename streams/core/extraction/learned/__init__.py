"""What was fitted to annotated articles; nothing here knows what it is asked about.

linear     logistic models over named features, some with small trees
trees      gradient-boosted trees
networks   networks of one hidden layer
models     all models of the extractor, and the file of their weights
"""
