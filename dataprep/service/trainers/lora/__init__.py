"""Low-rank adaptation of real models, with torch, transformers and peft (extra ``train``)."""
