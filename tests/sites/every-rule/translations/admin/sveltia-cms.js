"sveltia"
