"""Base models on this machine: set up once, trained with LoRA, exported."""
