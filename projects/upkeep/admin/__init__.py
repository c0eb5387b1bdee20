from . import links, releases

__all__ = ["links", "releases"]
