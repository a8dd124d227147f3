using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Jwt;

/// <summary>Detached JWS over a body, made by Node's crypto.</summary>
public sealed class DetachedTokenTests
{
    private const string Key = "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1GwqUEND0TmdIJkMN28i\n6hYgpRLxJpdxdZrOB2NvMYYjYGvyQoHhCK5tPPAHN8qQ4WX/4JJgHMIRb2oMxZGS\nw+9rTUmfxf6+nvKGIhuESceD4tS7BsmvPspKphO+ewWYMpRrwtTYB/s3usNUXUJ/\nzjuR4g42B+ZuRaa+c3cPJryPJ8X65egjuhiryIwZf49/J0n46GJDYUZ5FCh0ns2g\n5aGNu0gaiwtqEi8Lvn3H+mqgSMzVFTL4NKnleMYUR1DmtrvRkJTjjVB04yGcZrjZ\nt5Uc82zn7dDpcLO/94ivWP9DS7uF3re2GgF97yDCKXLuDFG8zZMDgx29vfmAjk9z\nVwIDAQAB\n-----END PUBLIC KEY-----";

    [Theory]
    [InlineData("b64 false", "eyJhbGciOiJSUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il0sImtpZCI6IjEifQ..LtcvDkWBtAfL5QJdNCfzBz-lI3scGZWLDA0AcM7bNDBwJ8KTKwc8DDAhEFO5Z08jk5Lh4DLjLwj_ipmF6EgKFIjE_oavGyU6jDmQJDaCb8IuRh_nhn0fUhQca1n-oXpkEXCo2d6VToC583Odevz-FnMZb7UV-_tg39alKIiletm9PgxQSJV5o7ii_LwjtWq-1gjDj3lczKRXqqOCDe4XvGyGHqLq9vzb2hk8xwt_-AIkUVgU5_Y_-wfecR1bRd3FDSkLo2uO4LVyUH_PKEo5eDHKb4u3wkPwdMfe4ZwPKvvxVc2LBET2iadm0jOjKmeVxDfTqL_2aaq2Dck97V8UXQ", "passed")]
    [InlineData("b64 true", "eyJhbGciOiJSUzI1NiIsImI2NCI6dHJ1ZSwiY3JpdCI6WyJiNjQiXX0..LQMrxoJttX6Y4wQ2IRSFtjuNJ_hvakFAYT61AvbndykOAyYWwRrqlKlkhfG3w1C_rZhtbc4BgaOpAOFsMTGtpqcywkHTFygIhxS9Mx_QYxF_2LKvUclqm7PxfrhmeboBPCVGHVFqfvf9kPWsWXo8X2zOT5_e83MThC-tvAQDw62B_kNhhMjiEKPDbIzH6y-kqRTLNa3VQY3nQf_o6yxlbU30S4VmeTumfGWO7maYrZLHUpS4VMolymoXicBr_X5l07dU2eZdGn2m5-bH5To6Zg4J3YWf0xj2OXATZP14vnx7o9NUSdC1e-hZ52gRXaPMPQIf8Ot-gz5h9c4yIxuihg", "passed")]
    [InlineData("b64 unsaid", "eyJhbGciOiJSUzI1NiJ9..dNgx2BUfGGqoVk6PwkU2jGAhnip_T-ZwG_cP7a8PNWxwnYiPggbCx8gPOrwCHYXEf33-mT5UH90Z00hE-Bt4e9Y1OwcD8MwYUmYwNOieKhq7BKsYrW50JGDBfstYUCq19cPM3PU5D08YDyTj7ycnF_NlmCa5RAzpsAh4aDmzV0UuiysFFUgmtv-xxPgZzN2xQOZ859vo5FLvO2ndECN8hhbhpf9s2PLBajzaTr1fkFnkRox9THB33SG_S3A6djOACZeKrRW5aBuwCPkQd3MPTbnn5u6ANNVYHm6uxCWEBkzjaPiBWZvyghsIK517bKx9rwXNKWcLMlgIASJQACA5-g", "passed")]
    [InlineData("b64 and not critical", "eyJhbGciOiJSUzI1NiIsImI2NCI6ZmFsc2V9..QVCDeiZnhIoR5vwr9yxgPUyhb7ej0RZrbAT88dZxL4A7zWbG-8m8VB-pMvSHdU7Kha4o74JvwOVoMoU0D2wtZ8zKVx0tl70jFCiLRdBaWgHCEkiZBcMXK1U8oDYILkejAEx111ChA42wpIili81q5VC8DOlg2p_QZm2LL0QqMayxUZLKXM8eRTaoxPxvYGBmVe7b_L9PojaerLjyMu5Crf14QYZHoAfnt1LEiLU2CU0CTG__xQqMXezOYrYDxi0sgWFu_xFvCdXmJKm6bUnmWTgsbaoNuNu3CbNYyq0cJwLuTwmvSbAP2l0KSR8YL8y53ah2078m3drfcyMS-jG6kA", "signature_malformed")]
    [InlineData("critical and not said", "eyJhbGciOiJSUzI1NiIsImNyaXQiOlsiYjY0Il19..qjzvJqXRSbpoqI-U6sAMsLhfwcN7DbRuwM5UrFAyp77H0uilFL-P5naj1XwDbyQYaXJDL2h7T77pmr-_O13_Yo14hGxeL0l-lb0DJ6gq7nxCdoq4z7znfiSIkUF_ei7onh7xV5vb6s4WXn5VWozMcoJ28s69S9yMhZWkcAPyM3pWKbatlNoMK8mKUpdjXl_hR1DYAjWo3m6yNPHCC4i0hjD7Bd3iBkiU_-NrztKtLve1ZAEqNuplA4aBK1fMuCWx-TcG_Qf1FMXdVVCmxTlB81J9xGVUvJ4mOf_yS1gPhxXj4WEh2xg8hphwRYuGVuqWZOEbUSrtRda4skR-SQ_uVg", "signature_malformed")]
    [InlineData("more that is critical", "eyJhbGciOiJSUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0IiwiZXhwIl0sImV4cCI6MX0..Y6dOOR-nf92JHp6R3ylup6x-b14UrwYZUFjojvNkF_Ba-ccG1xlkrGBJ2qfn7AMXU4NeyjJY6RvQ-D8ruJtkrA8wIiQZppitJbC5PPMQVyk_UqJJ3Am5cAuAYZsKPPtTJ3IF_JCk6cisYSFcGJLvII4DiU5dY6zTpGUhwwNC9uiUWnhPkxnH-M53omEWOCPVv4nwiplUxfywuQZ5CC6A5R7q43Qareh1JsUUtrhoyW-VZ0SEK0QHYCJwDropVVqe4AtrAAjvYxmpqvuZRMjdtX6C_Xrj9RCDzCgoQnF2BVEaC-YgH_enhcfcKMs1nvmpyoS80e5X1S0gFqRVrmE-Ug", "signature_malformed")]
    [InlineData("b64 as a text", "eyJhbGciOiJSUzI1NiIsImI2NCI6ImZhbHNlIiwiY3JpdCI6WyJiNjQiXX0..rRLHtuMrukWy1oMUW7bfm-w6k9TJ8bRzabRQpUyDlHFrzcaCfmWaK7nv18-hhSik53zRP7r2w1O9u2yFdsKSsrtgqdylZdyhSLdWoJTdoaPvAhdIzQe1fbCHi7hhG1w1nlDaknHTxgq_FmJbsSoxnX4OFAnub5Dl2rYAnImCxF1BQ0XtqCIGlDuZGJP3AWuAtdzPdhlL-KMxaVOKkzSShXDMljFjjkI273kJ-rwvlCfQ-y0ZAlh-mvnJ2Q1MvL1vFKjdqmDjZ-udpAIqp-eP6LzBQeZTHCjBKRA7-tjj8nmMZRHwRlreO1GXTE8KbTceQ55rkZq8XoNOTR5mRy-QFA", "signature_malformed")]
    [InlineData("another algorithm", "eyJhbGciOiJSUzUxMiJ9..yZAM1IJNsg1_UWuMbSbArmlnLJPefYuscpr3gc8U1V49KTE48IlsmXqg4-rrW_6asHpwITtkJ154LLDysPgeEZlNjJqX1BB4tk563b6WY8C4g1s6dkdkSs5vg41pkD5ktUlVz9VB8ri85I7NQWMjtWRblHw_BVvXM2b2SgLhrT3ecIghsYYKVMyGXRZ-BhOSJagpPbTaSDMneGNNOIER0FeDncwqCLWTX4OHIeAc-iBxo170KH8xzJVJcJm1U5sGl-w8G2USbep4TqjHj2iR9SZhHMdcp4SxHRjL3GZA9oFolKypOU3kGh_-6T4qoD9ekYiqlKBS5scCPt3Kl0Fgfw", "signature_malformed")]
    [InlineData("no algorithm", "e30..XewwzVastuwc4q3Gv8iA2ZUr5C36xg4zO8WZJVevRi7GpoFFU_HV1_8pvKp11DqV4uV6CHfbRpBb9S2MLAA0FJgeHx-9QK-r12m3bagOySh9vNQWz9drssLnSP94tgCeiVgtTyxXZAvBQrqeUeJuK0JoMCS0_sMj_jUTGI40TowA4FR3-od1DZ_inDtk-sYpNMRyo3piSdtDY914Bb2jDkyo0vOvvMgGhMweMmWrhpr3icqC68xLZ9EzAtU8zYqU3-5P4nv2LoHP5TF3LEs-9oEVikoa1O0r-sMafnPddFbVLQQzvmXnAK_enK-AATXxLEH03M84COHUPw8PZyTJdg", "signature_malformed")]
    [InlineData("none", "eyJhbGciOiJub25lIn0..YezX2UfAE7YTZ_DYa0sP42HIXkPkVaiJ6QNxdFzrScfivk8IMZZpfM5wbJE_yE20KBJ2EFXOqfYWM53PayTPyHkJ_8zr9VA-pROf6YV-Rql5N2hZNwJ8utDyjtFgNaCGNUZUyLZeNeq5XiLne3p6BTLX_NtppgLvyDH3NA0XIW2iSv6wZRVhYYsGa8yOHWPbyEJizfllFQvIHZbk3o9utasWN3sUdwdtrnO20Sb8B1Yq8CeQ4XzbUp1TE_TtIyMQEwqpbAdZJuDwWRyvLAVORplCkvxPgE5a5j_ZsTOJe9QPlwZloPRdzxFfMJUfFPQIyk72PeH-o7slKFiOl2wprQ", "signature_malformed")]
    [InlineData("another body", "eyJhbGciOiJSUzI1NiJ9..Jhct2VHdYDXMVlNYGDO7QgkgMSo7d_baJA7rqliEkBySKmDepBUnve5kcPOMleDjcsntTbFtMvOife7nrYRHcJK0d6VrHWagFlShtUrN26HjYbemOXtDJEuGhS3-YPY-_UTQCHlM1CTN8wmFAf28yNvqXAvd_QQmqPTEVPfXcHVyoYmY_Z-yrCc-cooy7b202PzTgdu7SqtNLnI7Jz0JDn8Ql47XZQXsYG9afra8wwZQH9jXPnJxHNNJmz29T6xLZKqiewseoYVzvZb0VnP9z92pO6d8Vx7kuaqjoO0ETR0MJIOy0nAHhfAO1GWHLDaBb0jyxDbKQI4Ts9A77ImY1Q", "signature_invalid")]
    [InlineData("signed as the other form", "eyJhbGciOiJSUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..dNgx2BUfGGqoVk6PwkU2jGAhnip_T-ZwG_cP7a8PNWxwnYiPggbCx8gPOrwCHYXEf33-mT5UH90Z00hE-Bt4e9Y1OwcD8MwYUmYwNOieKhq7BKsYrW50JGDBfstYUCq19cPM3PU5D08YDyTj7ycnF_NlmCa5RAzpsAh4aDmzV0UuiysFFUgmtv-xxPgZzN2xQOZ859vo5FLvO2ndECN8hhbhpf9s2PLBajzaTr1fkFnkRox9THB33SG_S3A6djOACZeKrRW5aBuwCPkQd3MPTbnn5u6ANNVYHm6uxCWEBkzjaPiBWZvyghsIK517bKx9rwXNKWcLMlgIASJQACA5-g", "signature_invalid")]
    [InlineData("with its payload", "eyJhbGciOiJSUzI1NiJ9.eyJpZCI6ImV2dF8xIn0.dNgx2BUfGGqoVk6PwkU2jGAhnip_T-ZwG_cP7a8PNWxwnYiPggbCx8gPOrwCHYXEf33-mT5UH90Z00hE-Bt4e9Y1OwcD8MwYUmYwNOieKhq7BKsYrW50JGDBfstYUCq19cPM3PU5D08YDyTj7ycnF_NlmCa5RAzpsAh4aDmzV0UuiysFFUgmtv-xxPgZzN2xQOZ859vo5FLvO2ndECN8hhbhpf9s2PLBajzaTr1fkFnkRox9THB33SG_S3A6djOACZeKrRW5aBuwCPkQd3MPTbnn5u6ANNVYHm6uxCWEBkzjaPiBWZvyghsIK517bKx9rwXNKWcLMlgIASJQACA5-g", "signature_malformed")]
    [InlineData("one dot", "eyJhbGciOiJSUzI1NiJ9.dNgx2BUfGGqoVk6PwkU2jGAhnip_T-ZwG_cP7a8PNWxwnYiPggbCx8gPOrwCHYXEf33-mT5UH90Z00hE-Bt4e9Y1OwcD8MwYUmYwNOieKhq7BKsYrW50JGDBfstYUCq19cPM3PU5D08YDyTj7ycnF_NlmCa5RAzpsAh4aDmzV0UuiysFFUgmtv-xxPgZzN2xQOZ859vo5FLvO2ndECN8hhbhpf9s2PLBajzaTr1fkFnkRox9THB33SG_S3A6djOACZeKrRW5aBuwCPkQd3MPTbnn5u6ANNVYHm6uxCWEBkzjaPiBWZvyghsIK517bKx9rwXNKWcLMlgIASJQACA5-g", "signature_malformed")]
    [InlineData("three dots", "eyJhbGciOiJSUzI1NiJ9...dNgx2BUfGGqoVk6PwkU2jGAhnip_T-ZwG_cP7a8PNWxwnYiPggbCx8gPOrwCHYXEf33-mT5UH90Z00hE-Bt4e9Y1OwcD8MwYUmYwNOieKhq7BKsYrW50JGDBfstYUCq19cPM3PU5D08YDyTj7ycnF_NlmCa5RAzpsAh4aDmzV0UuiysFFUgmtv-xxPgZzN2xQOZ859vo5FLvO2ndECN8hhbhpf9s2PLBajzaTr1fkFnkRox9THB33SG_S3A6djOACZeKrRW5aBuwCPkQd3MPTbnn5u6ANNVYHm6uxCWEBkzjaPiBWZvyghsIK517bKx9rwXNKWcLMlgIASJQACA5-g", "signature_malformed")]
    [InlineData("no signature", "eyJhbGciOiJSUzI1NiJ9..", "signature_malformed")]
    [InlineData("padded", "eyJhbGciOiJSUzI1NiJ9..dNgx2BUfGGqoVk6PwkU2jGAhnip_T-ZwG_cP7a8PNWxwnYiPggbCx8gPOrwCHYXEf33-mT5UH90Z00hE-Bt4e9Y1OwcD8MwYUmYwNOieKhq7BKsYrW50JGDBfstYUCq19cPM3PU5D08YDyTj7ycnF_NlmCa5RAzpsAh4aDmzV0UuiysFFUgmtv-xxPgZzN2xQOZ859vo5FLvO2ndECN8hhbhpf9s2PLBajzaTr1fkFnkRox9THB33SG_S3A6djOACZeKrRW5aBuwCPkQd3MPTbnn5u6ANNVYHm6uxCWEBkzjaPiBWZvyghsIK517bKx9rwXNKWcLMlgIASJQACA5-g=", "signature_malformed")]
    public async Task A_detached_JWS_is_over_the_body_in_the_form_that_its_header_says(string what, string token, string outcome)
    {
        using var route = TestRoute.Compile(Section("RS256"), Keys);

        var found = await route.OutcomeOfAsync(new TestRequest { Text = """{"id":"evt_1"}""" }.With("X-Sig", token));

        Assert.True(outcome == found, $"{what}: {found}");
    }

    [Theory]
    [InlineData("\"Jwt\": { \"Algorithms\": [ \"HS256\" ] }", "Jwt.Algorithms: are of public keys alone with 'jws-detached'")]
    [InlineData("\"Jwt\": { \"Algorithms\": [ \"RS256\" ], \"Claims\": { \"iss\": \"x\" } }", "Jwt.Claims: has no effect with the algorithm 'jws-detached'")]
    [InlineData("\"Jwt\": { \"Algorithms\": [ \"RS256\" ], \"Leeway\": \"00:00:10\" }", "Jwt.Leeway: has no effect with the algorithm 'jws-detached'")]
    [InlineData("\"Jwt\": { \"Algorithms\": [ \"RS256\" ] }, \"Content\": \"{body}\"", "Content: has no effect with the algorithm 'jws-detached'")]
    [InlineData("\"Jwt\": { \"Algorithms\": [ \"RS256\" ] }, \"Separator\": \" \"", "Separator: has no effect with the algorithm 'jws-detached'")]
    public void What_has_no_effect_is_told(string rest, string problem) => Assert.Contains(
        TestRoute.ProblemsOf($$"""{ "Signature": { "Algorithm": "jws-detached", "From": "header:X-Sig", "Secrets": "env:KEY", {{rest}} } }""", Keys),
        found => found.StartsWith($"$.ReverseProxy.Routes.hook.Verification.Signature.{problem}", StringComparison.Ordinal));

    private static Dictionary<string, string> Keys => new(StringComparer.Ordinal) { ["KEY"] = Key };

    private static string Section(string algorithm) => $$"""
        { "Signature": { "Algorithm": "jws-detached", "From": "header:X-Sig", "Jwt": { "Algorithms": [ "{{algorithm}}" ] }, "Secrets": "env:KEY" } }
        """;
}
