"""The OpenAPI document.

``describing``: what views declare; ``operation``, ``errors``, ``headers``, ``security``: what
follows from it; ``document`` and ``about``: the whole; ``views``: it over HTTP.
"""
