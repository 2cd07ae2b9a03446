"""The launcher: a file becomes a job, the job becomes a model."""
