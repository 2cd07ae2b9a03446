"""What is true of providers and models: one data file a provider."""
