"""Pages of HTML that stand alone: no script, nothing from the network, light and dark."""
