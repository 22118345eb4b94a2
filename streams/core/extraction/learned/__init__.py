"""What was fitted to annotated articles, or tuned with it.

linear     logistic models over named features, some with small trees
trees      gradient-boosted trees
networks   networks of one hidden layer
thresholds the probabilities that were tuned with the weights, all of them
models     all models of the extractor, and the file of their weights
"""
