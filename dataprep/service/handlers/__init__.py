"""What answers the requests: a class for each part of the API."""
