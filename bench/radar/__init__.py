"""What the measures of the radar stand on: fictional interventions, and the peers it is measured beside."""
