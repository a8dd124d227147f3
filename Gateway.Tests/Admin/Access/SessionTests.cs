using System.Net;
using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin.Access;

public sealed class SessionTests
{
    [Fact]
    public async Task A_browser_signs_in_once_and_its_cookie_is_no_script_s_and_no_other_site_s()
    {
        await using var scene = await AdminScene.StartAsync();

        using var answer = await scene.SignInAsync(AdminScene.Read);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^gateway-session-[0-9]+=[0-9a-f]{64}; max-age=43200; path=/; samesite=strict; httponly$", cookie);
        Assert.DoesNotContain(AdminScene.Read, cookie, StringComparison.Ordinal);
        using var list = await scene.AskAsync("GET", "/api/routes", null, ("Cookie", cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
    }

    [Fact]
    public async Task Behind_a_proxy_that_ends_TLS_the_cookie_is_held_to_https_and_this_host()
    {
        await using var scene = await AdminScene.StartAsync();

        using var answer = await scene.SignInAsync(AdminScene.Act, ("X-Forwarded-Proto", "https"), ("Origin", $"https://{scene.Gateway.AdminUrl.Authority}"));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-gateway-session-", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure; ", cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read", "read")]
    [InlineData("act", "act")]
    [InlineData("all", "act")]
    public async Task What_a_browser_may_is_what_its_token_may(string token, string access)
    {
        await using var scene = await AdminScene.StartAsync();
        var cookie = await scene.CookieAsync(AdminScene.Token(token)!);

        using var answer = await scene.AskAsync("GET", "/api/session", null, ("Cookie", cookie));

        var session = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(access, session["access"]!.GetValue<string>());
        Assert.Equal(access == "act", session["actions"]!.AsArray().Any(action => action!.GetValue<string>() == "POST /api/deliveries/replay"));
    }

    [Theory]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData("scrape", HttpStatusCode.Forbidden)]
    public async Task Who_may_not_read_does_not_get_in(string token, HttpStatusCode expected)
    {
        await using var scene = await AdminScene.StartAsync();

        using var answer = await scene.SignInAsync(AdminScene.Token(token)!);

        Assert.Equal(expected, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Who_is_nobody_is_told_that_there_is_a_token_and_nothing_else()
    {
        await using var scene = await AdminScene.StartAsync();

        using var answer = await scene.AskAsync("GET", "/api/session", null);

        Assert.Equal("""{"asksForToken":true,"access":"none","version":null,"actions":[]}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_session_ends_when_it_is_signed_out()
    {
        await using var scene = await AdminScene.StartAsync();
        var cookie = await scene.CookieAsync(AdminScene.Read);

        using var end = await scene.AskAsync("DELETE", "/api/session", null, ("Cookie", cookie));

        Assert.Equal(HttpStatusCode.NoContent, end.StatusCode);
        Assert.Contains("max-age=0", Assert.Single(end.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        using var after = await scene.AskAsync("GET", "/api/routes", null, ("Cookie", cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public void A_session_ends_by_itself_and_the_number_of_them_is_bounded()
    {
        var clock = TestClock.New();
        var sessions = new AdminSessions(clock);
        var hash = AdminTokens.HashOf(AdminScene.Read);
        var tokens = new AdminTokens((AdminAccess.Read, hash));

        var first = sessions.Open(hash);
        clock.Advance(TimeSpan.FromMinutes(1));
        var others = Enumerable.Range(0, AdminSessions.Most).Select(_ => sessions.Open(hash)).ToList();

        Assert.Equal(AdminAccess.None, sessions.AccessOf(first, tokens)); // The oldest has made room.
        Assert.Equal(AdminSessions.Most, others.Count(id => sessions.AccessOf(id, tokens) == AdminAccess.Read));
        clock.Advance(AdminSessions.Lifetime - TimeSpan.FromTicks(1));
        Assert.Equal(AdminAccess.Read, sessions.AccessOf(others[^1], tokens));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(AdminAccess.None, sessions.AccessOf(others[^1], tokens));
        Assert.Equal(AdminAccess.None, sessions.AccessOf(sessions.Open(hash), AdminTokens.None)); // The token has changed.
    }

    [Theory]
    [InlineData("", "", HttpStatusCode.Forbidden)] // a cookie alone: another port of this host could have it sent
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.BadRequest)] // through: the body names nothing
    [InlineData("Sec-Fetch-Site", "none", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "own", HttpStatusCode.BadRequest)]
    [InlineData("Origin", "http://localhost:1", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "https://attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    public async Task With_a_cookie_only_the_gateway_s_own_page_acts(string name, string value, HttpStatusCode expected)
    {
        await using var scene = await AdminScene.StartAsync();
        var cookie = await scene.CookieAsync(AdminScene.Act);
        (string, string)[] headers = name.Length == 0 ? [("Cookie", cookie)]
            : [("Cookie", cookie), (name, value == "own" ? $"http://{scene.Gateway.AdminUrl.Authority}" : value)];

        using var answer = await scene.AskAsync("POST", "/api/deliveries/replay", null, headers);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://attacker.example")]
    public async Task Another_site_neither_signs_in_nor_out_nor_acts_with_a_token(string name, string value)
    {
        await using var scene = await AdminScene.StartAsync();

        using var signIn = await scene.SignInAsync(AdminScene.Act, (name, value));
        using var signOut = await scene.AskAsync("DELETE", "/api/session", null, (name, value));
        using var act = await scene.AskAsync("POST", "/api/deliveries/replay", AdminScene.Act, (name, value));

        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [signIn.StatusCode, signOut.StatusCode, act.StatusCode]);
    }

    [Fact]
    public async Task Wrong_tokens_are_bounded_whichever_way_they_come_and_who_is_signed_in_stays_so()
    {
        await using var scene = await AdminScene.StartAsync(TestClock.New());
        var cookie = await scene.CookieAsync(AdminScene.Read);
        for (var i = 0; i < SignInPace.Burst; i += 2)
        {
            using var signIn = await scene.SignInAsync("guess");
            using var bearer = await scene.AskAsync("GET", "/api/routes", "guess");
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (signIn.StatusCode, bearer.StatusCode));
        }

        using var next = await scene.SignInAsync(AdminScene.Read); // the right one: which it is, nobody is told now
        using var read = await scene.AskAsync("GET", "/api/routes", AdminScene.Read);
        using var known = await scene.AskAsync("GET", "/api/routes", null, ("Cookie", cookie));
        Assert.Equal(
            [HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests, HttpStatusCode.OK], [next.StatusCode, read.StatusCode, known.StatusCode]);
        Assert.Equal(SignInPace.Interval, next.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public void An_address_that_was_wrong_too_often_may_try_again_after_a_while()
    {
        var clock = TestClock.New();
        var pace = new SignInPace(clock);
        var address = IPAddress.Parse("2001:db8::1");
        for (var i = 0; i < SignInPace.Burst; i++)
        {
            pace.Failed(address);
        }

        Assert.Equal(SignInPace.Interval, pace.Wait(IPAddress.Parse("2001:db8::2"))); // of the same network
        clock.Advance(SignInPace.Interval);
        Assert.Equal(TimeSpan.Zero, pace.Wait(address));
        pace.Failed(address);
        Assert.Equal(SignInPace.Interval, pace.Wait(address));
    }
}
