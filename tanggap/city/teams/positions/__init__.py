"""Where members of a team are while they are on duty, as long as they want it to be known; never where they were."""
