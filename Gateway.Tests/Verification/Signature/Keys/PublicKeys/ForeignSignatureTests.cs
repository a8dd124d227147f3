using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Keys.PublicKeys;

/// <summary>Signatures that Node's crypto (OpenSSL) made, with every algorithm that no other vector has.</summary>
public sealed class ForeignSignatureTests
{
    private const string Body = """{"id":"evt_1"}""";

    public static TheoryData<string, string, string> Signatures => new()
    {
        { "ecdsa-p384-sha384", "-----BEGIN PUBLIC KEY-----\nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEcYmwIW8AfWGs6K93jaN5eBaKZJQ11bd0\nmjrZgUp6WvKY8OXBMGlk0Mfdvrg+kKgoEy8T0wx/SUOBxavp9pyKocLwvUklreel\nn+1c36oLP2P4nJKESeShsswH9TRXkn6p\n-----END PUBLIC KEY-----", "MGUCMDtQ9mnZpUNIuXIQ6N3u3rCTRP5OAy2Gzm37Tu9LlknmKOAMHYAkaXxBbWgT0I7V0wIxAPNfendPV+blQ1G7Iy3ZhVgMqXmQtvrpHJfYVgWjP/thVjf15Zw/LXxX/uTUDS/4nQ==" },
        { "ecdsa-p384-sha384-p1363", "-----BEGIN PUBLIC KEY-----\nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEcYmwIW8AfWGs6K93jaN5eBaKZJQ11bd0\nmjrZgUp6WvKY8OXBMGlk0Mfdvrg+kKgoEy8T0wx/SUOBxavp9pyKocLwvUklreel\nn+1c36oLP2P4nJKESeShsswH9TRXkn6p\n-----END PUBLIC KEY-----", "P0N3ze29qygLHG3mislobdOP/dq+poY9Gzm0M7RtG1mXfIU/W6+Xiiqh4J+WAJuKlKJvDgk+NllFJI1yNJa6eMcK/UPQ32L8+qJJE80DLhPJw0OD33WlKepcoenEmvSV" },
        { "ecdsa-p521-sha512", "-----BEGIN PUBLIC KEY-----\nMIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQALUW9+T4sZnQD6A2HbWvb+If0z/DS\ntgdcV3Nt37dMIWdpkJTaCvPrT05PKIZDouHhfyGo6LsAfcoenXzdxn5f8ooBV5xY\nClY8m47uSq1uI/UbRGXDW2y999VtYRmyW1ZtF+w21gji6Hz6li8iRfjWpJ+m7UXZ\nFSfzN4yMmQgaYBbHLYc=\n-----END PUBLIC KEY-----", "MIGIAkIA3w6Z3rVlWf+q5YiauFrJyAAXV/c7sgjRm0icPNTSK/RAItviZ470DCzGhMViFPa0S3+dkVNrmeH0yxNSHv59nQICQgHphfsJC1b8vZwazV2IeybiDMQR6YUQs4cEcthHvE+tiKynxLk+Y78cRNvq2FdQ/RJIHo85Kr+O8R2aLl9yc+OgTQ==" },
        { "ecdsa-p521-sha512-p1363", "-----BEGIN PUBLIC KEY-----\nMIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQALUW9+T4sZnQD6A2HbWvb+If0z/DS\ntgdcV3Nt37dMIWdpkJTaCvPrT05PKIZDouHhfyGo6LsAfcoenXzdxn5f8ooBV5xY\nClY8m47uSq1uI/UbRGXDW2y999VtYRmyW1ZtF+w21gji6Hz6li8iRfjWpJ+m7UXZ\nFSfzN4yMmQgaYBbHLYc=\n-----END PUBLIC KEY-----", "AFdrkJP6DeF0ac5xY3fnMEDAJRSvDzZT0bAeSEQuvlaFrPhoUmoSoseS5D04YB38tyPugJcp4fc36Rt9zHrMSOstAfyfVnJqt7oUtdU1tlWTdXHG+hmbIB+Z4YeiP1WkNif67f0CdLQpEWQwCfmSoPi+9m0Lf1EK4//925KZWKOMxB88" },
        { "rsa-sha384", "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1GwqUEND0TmdIJkMN28i\n6hYgpRLxJpdxdZrOB2NvMYYjYGvyQoHhCK5tPPAHN8qQ4WX/4JJgHMIRb2oMxZGS\nw+9rTUmfxf6+nvKGIhuESceD4tS7BsmvPspKphO+ewWYMpRrwtTYB/s3usNUXUJ/\nzjuR4g42B+ZuRaa+c3cPJryPJ8X65egjuhiryIwZf49/J0n46GJDYUZ5FCh0ns2g\n5aGNu0gaiwtqEi8Lvn3H+mqgSMzVFTL4NKnleMYUR1DmtrvRkJTjjVB04yGcZrjZ\nt5Uc82zn7dDpcLO/94ivWP9DS7uF3re2GgF97yDCKXLuDFG8zZMDgx29vfmAjk9z\nVwIDAQAB\n-----END PUBLIC KEY-----", "FKO9fNJbSTXnuKve1wq94AlmukbABE9a/Pvr1ztAdvZz2zGh5RQ6HYgJp26Gs0xO+dl7L/HXpPsd7rgbrhC9dEjnM3ORV9sqSUp7XDWhIVWFLkaTOJW7eceRWL/NkqGy0T7liet1PjUVzNbfyURKhu5gtMT9dbPuEyObgmk0KgBqkWD+K7+MewPvAZru3B/sVjItMyIc5J9Hqa7BGrBcYesj1mkqrmy4bBASZlM5iqZVS+lmGtSOw/YTtO92IspfNNkhRzHOcpiTw2EUT37M29k9QH9V59rgSb0qPnbcmfix5WNPvyL5ekg1zHx8E0wjFWdV3Hy7WZFVt/lK/UQV3Q==" },
        { "rsa-sha256-or-sha1", "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1GwqUEND0TmdIJkMN28i\n6hYgpRLxJpdxdZrOB2NvMYYjYGvyQoHhCK5tPPAHN8qQ4WX/4JJgHMIRb2oMxZGS\nw+9rTUmfxf6+nvKGIhuESceD4tS7BsmvPspKphO+ewWYMpRrwtTYB/s3usNUXUJ/\nzjuR4g42B+ZuRaa+c3cPJryPJ8X65egjuhiryIwZf49/J0n46GJDYUZ5FCh0ns2g\n5aGNu0gaiwtqEi8Lvn3H+mqgSMzVFTL4NKnleMYUR1DmtrvRkJTjjVB04yGcZrjZ\nt5Uc82zn7dDpcLO/94ivWP9DS7uF3re2GgF97yDCKXLuDFG8zZMDgx29vfmAjk9z\nVwIDAQAB\n-----END PUBLIC KEY-----", "Jsh848B9Kr/U+QYUhinDDdhcPwbTHV5RoPVEJsFRj5rxRzWNg/4X0Qf/ox7+et8Gmhn9f3xbplFtn8RKuzmSgkiVKnnqrzNA0iVmg4r6cj58bZ2R1s/ZL+Pnb6E1CfZbk8cbU1lCiGTuD4Zo8KBYOcNhhDeb/F9PjEykZdQBesr3tEXBu14ImtdaULuiW7o6O+MC9zc1cf2iGhBkX9RkO4+Ya8mUFr6qNAfClMP82I0XIC0II9NHqlkroFsx3MWGhiGpqr+lEG4iKWU420fWz0DWt0rF+BfB0LYuBp5KRnKvVzCpeJudofRdlNXr9NhI4VzipyIQlqwz3cp/GNl1UQ==" },
        { "rsa-sha256-or-sha1", "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1GwqUEND0TmdIJkMN28i\n6hYgpRLxJpdxdZrOB2NvMYYjYGvyQoHhCK5tPPAHN8qQ4WX/4JJgHMIRb2oMxZGS\nw+9rTUmfxf6+nvKGIhuESceD4tS7BsmvPspKphO+ewWYMpRrwtTYB/s3usNUXUJ/\nzjuR4g42B+ZuRaa+c3cPJryPJ8X65egjuhiryIwZf49/J0n46GJDYUZ5FCh0ns2g\n5aGNu0gaiwtqEi8Lvn3H+mqgSMzVFTL4NKnleMYUR1DmtrvRkJTjjVB04yGcZrjZ\nt5Uc82zn7dDpcLO/94ivWP9DS7uF3re2GgF97yDCKXLuDFG8zZMDgx29vfmAjk9z\nVwIDAQAB\n-----END PUBLIC KEY-----", "m/MfyUvrbw+yZgjy0yxW9QhxaLxRS21QIIOEd2yrdY0EOoMxbV6+peblW6bm0cTIs1E3gkCsMDHOp4TsPEt+zAtmFMwpJ4d+CuMKGHG9as9Lb+yLWZ+ADwiTzNPQtrM0NMiPsU2VIq10o10GZZJRgeXqo/vCb8rYK44kmuEXAd0x7YtX0vclVskcEL89fS0tNFom93xjBEvCb+e1hyNwiOdVpZENYRqpBaAGY7as5uj5VQ8Rnih4VnvSE2tty1rkcvAcBjkwpnLvUd98+SxhkVYSlSGlFZDpg6CL7ojGlodrg1TZD0VM4Ab3y8UYaOnPDLVOaHxjw+5aYYR5QGB5MQ==" },
        { "rsa-pss-sha384", "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1GwqUEND0TmdIJkMN28i\n6hYgpRLxJpdxdZrOB2NvMYYjYGvyQoHhCK5tPPAHN8qQ4WX/4JJgHMIRb2oMxZGS\nw+9rTUmfxf6+nvKGIhuESceD4tS7BsmvPspKphO+ewWYMpRrwtTYB/s3usNUXUJ/\nzjuR4g42B+ZuRaa+c3cPJryPJ8X65egjuhiryIwZf49/J0n46GJDYUZ5FCh0ns2g\n5aGNu0gaiwtqEi8Lvn3H+mqgSMzVFTL4NKnleMYUR1DmtrvRkJTjjVB04yGcZrjZ\nt5Uc82zn7dDpcLO/94ivWP9DS7uF3re2GgF97yDCKXLuDFG8zZMDgx29vfmAjk9z\nVwIDAQAB\n-----END PUBLIC KEY-----", "cb6f2HjffLR79SZN68xpRSAuotYFBIFJjLYZcIw1nG32OxlVU06ABhg9V2uBHU6s41dxbKhhBsqbt2KcdScQ85/QGP7JMqIKEgbUZoZqG3ZAQtZ0jdf9vR8PHmc3z5nyJn786DOk7i09KVjGwuIcei6c7pZ+kaudvWPDpeh95L45YbjM2ll04imvhX6hONxHSpt+bhKyTV/H4h4tmhg0Y+il3kiiJTugTP0oWXFjGUkj5JOBmpBU3B2J6Qr8UIxsbjUs8EPIo9UVe0rnINyBYDM6xry36J2mk+x0R2ji41pVmBh5Q/atlgNMuSbJQ0Tf5DilNXoCFUSwvqoKXjeRIQ==" },
        { "rsa-pss-sha512", "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1GwqUEND0TmdIJkMN28i\n6hYgpRLxJpdxdZrOB2NvMYYjYGvyQoHhCK5tPPAHN8qQ4WX/4JJgHMIRb2oMxZGS\nw+9rTUmfxf6+nvKGIhuESceD4tS7BsmvPspKphO+ewWYMpRrwtTYB/s3usNUXUJ/\nzjuR4g42B+ZuRaa+c3cPJryPJ8X65egjuhiryIwZf49/J0n46GJDYUZ5FCh0ns2g\n5aGNu0gaiwtqEi8Lvn3H+mqgSMzVFTL4NKnleMYUR1DmtrvRkJTjjVB04yGcZrjZ\nt5Uc82zn7dDpcLO/94ivWP9DS7uF3re2GgF97yDCKXLuDFG8zZMDgx29vfmAjk9z\nVwIDAQAB\n-----END PUBLIC KEY-----", "amOb2/kVxOQcbLYH+uAW84ITwtRFAxhALlbrfaGMy+NLuO5eCpWyHTaKKq4CbOXyegvorKMRijME9Mfv/zl2/XWFPEujCaWCWT1kfkp1vmvDJdSWno3ZWUnvB8VNiVsJ3u+CI7P1QzO5O8MbNQXVbZAWjHBCuzKV5N8Xwwlb1isx8i8fQXvRQSCmCVv2wicVFHKEM/3G6cxN34bV5ydO6UXLSIPs3+U5vT6sy1C3YYGNbCF5SyccSDSP4T8iQ1KDYctoNlhI0Eot9RmWu7jeVmQYyX/t5QLR2DnKv2DNPwDBHusaEYOlBw2S8t6Y8YWqFwe9afqDm2FMWnHaJg2nQw==" },
        { "rsa-pss-sha512", "-----BEGIN PUBLIC KEY-----\nMIIBVjBBBgkqhkiG9w0BAQowNKAPMA0GCWCGSAFlAwQCAwUAoRwwGgYJKoZIhvcN\nAQEIMA0GCWCGSAFlAwQCAwUAogMCAUADggEPADCCAQoCggEBALEg57wWy/OzXbGv\nH6AaHDFnAPJSgH5NA0XV3l1KoJCP4Rkw4DQjVvHEAXmQRyh/a7MlDIEPB9mJ/0Ur\nreCDyp4VR+2HWXnjMo1geLdXOmIeO7+LVp9G1BZzgJGMkZj1UabU5LjVtayJSopw\npXvSd6wGAQbUIQBjgQefJaPOcjzwmw2v2/eel4Pasc6hWtNSY1eoHd4g9e61tDCd\nvq1bSQ66/jO4GCylDlon0oo+K/oX4+yjSV9L6SDgu+9EECVZ0L9YVsZyo5mKQ+HW\nVhShj+yoXgpE/aoO8lOjvLZzwQ5454um3GQTKBJ9kEC9PVSGfh7LGXZavmElHDaz\nPZghx0cCAwEAAQ==\n-----END PUBLIC KEY-----", "U0f4OH9l9lbZZR8wZyrtyIUwf7wJQ2taqmlp3w2uXZZHsBq5VN4TdjJA1ZIxaY7HfpFGz51K/cQuDJ4c1ySZb5SJ1NTAisLKDiiD2vSLxY0O8nsBkJUVMW4Qx5QO4tX+HxevP4/hRrpEl9TPdVcpQTbm4SGydYQF+Yr3C2nflDwOc8x2hPVfND/GZy/Wn+9q8U3NVhFsIl/+I1IcLzcHcT/+A14ezAF1LsboYjXSQIPn9zSd24OBwHlCXz3CtgLmn8pfIH/1E2xJSISqzPw/Yxr3DqT+a2rjcIp45aswmkWidr8boiDWZCbCLQALsbPEjiQKhGaRZc0XLiewTt4yhg==" },
        { "rsa-pss-sha256", "-----BEGIN PUBLIC KEY-----\nMIIBIDALBgkqhkiG9w0BAQoDggEPADCCAQoCggEBAK9oKBptN9KOm604aJqS+6wg\nAVxsbj1a16dU4Ds+wQQfneC0aFxEb57CSfy323YemRYQhPVbWQBD0PfzZD2HdnOB\nGJT1SPQXwGbOudKBW6r4L8UXU34+lTN3CgnMdqB1CAOVGQ14pwxv6laLrSiVWk+1\n+O8C0SgYIbkG4EBw+9794NYUyYjkcWnYBrrPV92TqcsVqbjyCBRHt7DHXbcb+AeP\nr9CBifQLGc39ClxjofTGts2NDiiYQRSLZdzzGQYwSkMWGfw+xfpyRfNrJS5aDrK/\nWkzAEfbH+4zmPaR/grEKr6igWUJAN0w0Fk10vNnH53c+X7YgOgruGeU+pdCXxm0C\nAwEAAQ==\n-----END PUBLIC KEY-----", "AnsNLZzj2LhiorPl7mwFguCMTmEf/5HpF2cEustQreVwIL8Bm3UteeTTuPR7xKTP3SYd2evYdvKv7dawAa68x4q5HD429IW31yV2pCNqSMSZAnmzXrrldOw+RHm52I7LNymqIUbbpvMXqg2l27bnKxTzc+rtpWarLOpycJpoSh3nHW7y87nDs2CzEZasv36A7iMkJCXYZR12ON4P+oSL2LTGa8MorFGEqr0wrvZ95TNfcAcMm7zkByesSM+qkr5gIA/q8xNuu6OtwjpRZniS+FE10C43IZe/z24P7KFHnwgSmHH5gcRhOcYaQOhkEM4Ypj5MU/cX01LsfEeHwTyxHg==" },
    };

    [Theory]
    [MemberData(nameof(Signatures))]
    public async Task A_signature_is_over_this_body_and_no_other(string algorithm, string key, string signature)
    {
        using var route = TestRoute.Compile(Section(algorithm), Key(key));
        var request = new TestRequest { Text = Body }.With("X-Sig", signature);

        Assert.Equal("passed", await route.OutcomeOfAsync(request));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request with { Text = """{"id":"evt_2"}""" }));
    }

    /// <summary>A key for PSS alone (RFC 4055) signs nothing else.</summary>
    [Theory]
    [InlineData("rsa-sha256")]
    [InlineData("rsa-sha512")]
    [InlineData("ed25519")]
    public void A_key_for_PSS_alone_is_refused_by_another_algorithm(string algorithm)
    {
        var key = (string)Signatures.Last()[1];

        Assert.Contains("is an RSA key for PSS alone", Assert.Single(TestRoute.ProblemsOf(Section(algorithm), Key(key))), StringComparison.Ordinal);
    }

    /// <summary>A JWK says what it is for, as one of a set does.</summary>
    [Theory]
    [InlineData("", null)]
    [InlineData(", \"alg\": \"EdDSA\"", null)]
    [InlineData(", \"alg\": \"Ed25519\", \"key_ops\": [ \"verify\" ]", null)]
    [InlineData(", \"alg\": \"ES256\"", "is for something else than EdDSA, Ed25519")]
    [InlineData(", \"alg\": 1", "is for something else than EdDSA, Ed25519")]
    [InlineData(", \"key_ops\": [ \"sign\" ]", "'key_ops' have no")]
    [InlineData(", \"key_ops\": \"verify\"", "'key_ops' have no")]
    public void A_key_that_is_for_something_else_is_refused(string rest, string? problem)
    {
        // RFC 8037, appendix A.2.
        var key = $$"""{ "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"{{rest}} }""";

        var problems = TestRoute.ProblemsOf(Section("ed25519").Replace("pem", "jwk", StringComparison.Ordinal), Key(key));

        Assert.Equal(problem is null ? 0 : 1, problems.Count);
        Assert.Contains(problem ?? "", string.Concat(problems), StringComparison.Ordinal);
    }

    private static string Section(string algorithm) => $$"""
        { "Signature": { "Algorithm": "{{algorithm}}", "From": "header:X-Sig", "Encoding": "base64", "Key": "pem", "Secrets": "env:KEY" } }
        """;

    private static Dictionary<string, string> Key(string pem) => new(StringComparer.Ordinal) { ["KEY"] = pem };
}
