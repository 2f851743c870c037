/// The file that tells kubectl where the small cluster is.
enum Kubeconfig {
    static func text(port: Int, namespace: String) -> String {
        """
        apiVersion: v1
        kind: Config
        clusters:
        - name: small-cluster
          cluster:
            server: http://127.0.0.1:\(port)
        users:
        - name: observer
          user:
            token: stand-in
        contexts:
        - name: small-cluster
          context:
            cluster: small-cluster
            user: observer
            namespace: \(namespace)
        current-context: small-cluster

        """
    }
}
