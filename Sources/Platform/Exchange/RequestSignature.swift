/// What libcurl signs a request with: AWS Signature Version 4.
struct RequestSignature: Sendable {
    let accessKeyID: String
    let secretAccessKey: String
    let region: String
    /// The service's name in the signature's scope, such as `monitoring`.
    let service: String
}
