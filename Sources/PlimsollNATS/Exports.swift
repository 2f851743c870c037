// One import gives the author of a queue's suite what Plimsoll gives, and NATS.
@_exported public import NATSLoad
@_exported public import Plimsoll
