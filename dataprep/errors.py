"""The faults of a run, as exceptions; a fault in the data is a finding instead.

    DataprepError              anything that ends a run with exit code 2
    ├── UsageError             what was asked for does not exist or does not fit together
    ├── SettingsError          the settings file or the environment says something wrong
    ├── SourceError            a file or data set that cannot be read
    │   └── TruncatedSource    … that ends too early: what came before is whole
    ├── SinkError              an output that cannot be written
    ├── DefinitionError        a converter definition that is wrong, or none or several that fit
    ├── CatalogError           a provider or model that is not known, or has no price
    ├── PipelineError          a pipeline file that is wrong
    ├── ProviderError          a provider that cannot do it; in launcher.provider, with its kinds
    └── PluginError            two parts of one name, or one that cannot be loaded

A message says what happened, where, and what to do next, in one or two lines.
"""


class DataprepError(Exception):
    """A fault of the run."""


class UsageError(DataprepError):
    """What was asked for does not exist or does not fit together."""


class SettingsError(DataprepError):
    """The settings file or the environment says something wrong."""


class SourceError(DataprepError):
    """A file or data set cannot be read."""


class TruncatedSource(SourceError):  # noqa: N818 — named for the state, as SourceError's other readers catch it
    """A source ends too early; the rows before that point are whole."""


class SinkError(DataprepError):
    """An output cannot be written."""


class DefinitionError(DataprepError):
    """A converter definition is wrong, or none or several fit."""


class CatalogError(DataprepError):
    """A provider or model is not known, or its price is not."""


class PipelineError(DataprepError):
    """A pipeline file is wrong."""


class PluginError(DataprepError):
    """Two parts have one name, or a part cannot be loaded."""
