"""From the configuration to what the topics are to be."""

from service.topics import Partitions, TopicPlan
from storywatch.config import Config

APP = "storywatch"
"""Faust's application id: consumer group and changelogs are named by it."""


def plan_topics(config: Config, *, embedded: bool) -> TopicPlan:
    """Plan the topics: one partition each on the embedded broker, which keeps the order of arrival."""
    if embedded:
        return TopicPlan(app=APP, prefix=config.kafka.prefix)
    many = config.kafka.partitions
    return TopicPlan(
        app=APP,
        prefix=config.kafka.prefix,
        partitions=Partitions(articles=many, analyses=many, story_updates=many, developments=many, alerts=many),
        replication=config.kafka.replication,
    )
