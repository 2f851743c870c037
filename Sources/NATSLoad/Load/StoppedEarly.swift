/// A run was asked to end before its load had begun; what it had made by then is removed.
package struct StoppedEarly: Error, CustomStringConvertible, Equatable {
    package let description = "stopped before the load began; what was made for it is removed"

    package init() {}
}
