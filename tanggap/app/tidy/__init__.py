"""The nightly tidying: what nobody needs any more goes, so that it cannot leak either."""
