"""App "comments": the product."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """Comments and their moderation."""

    name = "comments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand the articles app its discussion, and the worker what is due every moment."""
        from articles import discussion
        from comments.discussion import ArticleDiscussion
        from comments.tasks import register_ticks

        discussion.use(ArticleDiscussion())
        register_ticks()
