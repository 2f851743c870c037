import Testing

@testable import Platform

/// Where and as whom CloudWatch is spoken to.
@Suite struct AWSConnectionTests {
    private static let keys = ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "secret"]

    private func connection(
        endpoint: String? = nil, region: String? = nil, credentials: AWSCredentials? = nil, _ extra: [String: String]
    ) throws -> AWSConnection {
        try AWSConnection(
            endpoint: endpoint, region: region, credentials: credentials,
            environment: Self.keys.merging(extra) { _, new in new })
    }

    @Test(arguments: [
        (["AWS_REGION": "eu-central-1"], "https://monitoring.eu-central-1.amazonaws.com/"),
        (["AWS_REGION": "", "AWS_DEFAULT_REGION": "us-east-1"], "https://monitoring.us-east-1.amazonaws.com/"),
        (["AWS_REGION": "a-1", "AWS_DEFAULT_REGION": "b-1"], "https://monitoring.a-1.amazonaws.com/"),
        (["AWS_REGION": "cn-north-1"], "https://monitoring.cn-north-1.amazonaws.com.cn/"),
        (["AWS_REGION": "a-1", "AWS_ENDPOINT_URL": "http://127.0.0.1:5000"], "http://127.0.0.1:5000/"),
        (
            ["AWS_REGION": "a-1", "AWS_ENDPOINT_URL": "http://x", "AWS_ENDPOINT_URL_CLOUDWATCH": "http://y/z/"],
            "http://y/z/"
        ),
    ])
    func endpointFollowsTheEnvironment(environment: [String: String], endpoint: String) throws {
        #expect(try connection(environment).endpoint == endpoint)
    }

    @Test func whatIsGivenGoesBeforeTheEnvironment() throws {
        let own = AWSCredentials(accessKeyID: "OWN", secretAccessKey: "own")
        let made = try connection(
            endpoint: "http://127.0.0.1:1", region: "own-1", credentials: own,
            ["AWS_REGION": "b-1", "AWS_ENDPOINT_URL": "http://x", "AWS_SESSION_TOKEN": "of the other key"])
        #expect(made.endpoint == "http://127.0.0.1:1/")
        #expect(made.region == "own-1")
        #expect(made.credentials == own)
    }

    @Test func sessionTokenBelongsToTheEnvironmentsKey() throws {
        let made = try connection(["AWS_REGION": "a-1", "AWS_SESSION_TOKEN": "token"])
        #expect(
            made.credentials == AWSCredentials(accessKeyID: "AKID", secretAccessKey: "secret", sessionToken: "token"))
    }

    @Test func everythingMissingIsToldAtOnce() {
        #expect(
            throws: PlatformFailure(
                .configuration,
                "CloudWatch can't be asked: there is no region (set AWS_REGION), "
                    + "and there is no access key (set AWS_ACCESS_KEY_ID), "
                    + "and there is no secret key (set AWS_SECRET_ACCESS_KEY)")
        ) {
            try AWSConnection(
                endpoint: "http://127.0.0.1:1", region: nil, credentials: nil, environment: ["AWS_ACCESS_KEY_ID": ""])
        }
    }

    @Test(arguments: [
        (["AWS_REGION": "eu-central-1/../x"], "isn't a region"),
        (["AWS_REGION": "a-1", "AWS_ENDPOINT_URL": "file:///etc/passwd"], "isn't an address"),
        (["AWS_REGION": "a-1", "AWS_ENDPOINT_URL": "http://x/?a=b"], "has a query"),
        (["AWS_REGION": "a-1", "AWS_ENDPOINT_URL": "127.0.0.1:5000"], "isn't an address"),
        (["AWS_REGION": "a-1", "AWS_SESSION_TOKEN": "a\r\nX-Evil: b"], "session token holds"),
        (["AWS_REGION": "a-1", "AWS_SECRET_ACCESS_KEY": "a b"], "secret access key holds"),
    ])
    func whatCantBeUsedIsNamed(environment: [String: String], words: String) throws {
        let failure = try #require(throws: PlatformFailure.self) { try connection(environment) }
        #expect(failure.code == .configuration)
        #expect(failure.description.contains(words))
    }

    @Test func secretsAreNeverShown() {
        let credentials = AWSCredentials(accessKeyID: "AKID", secretAccessKey: "s3cret", sessionToken: "t0ken")
        #expect("\(credentials)" == "AWS credentials AKID")
        var dumped = ""
        dump(CloudWatch(credentials: credentials), to: &dumped)
        #expect(!dumped.contains("s3cret") && !dumped.contains("t0ken"))
        #expect(!String(reflecting: credentials).contains("s3cret"))
    }
}
