/// An object of the cluster that can be listed and watched.
package protocol ClusterObject: Decodable, Sendable {
    /// Its name, identity and version.
    var metadata: ObjectMetadata { get }
}

extension Pod: ClusterObject {}
extension Workload: ClusterObject {}
extension HorizontalAutoscaler: ClusterObject {}
extension ScaledObject: ClusterObject {}
extension VerticalAutoscaler: ClusterObject {}
extension ClusterEvent: ClusterObject {}
extension ServiceEndpoints: ClusterObject {}
