// One import gives a suite's author everything that a load test is written with.
@_exported public import Cluster
@_exported public import HTTPLoad
@_exported public import Load
@_exported public import Measurement
@_exported public import Platform
