"""Open data: what anybody may take along of a city's reports, as tables, files, answers for programs and windows in other sites."""
