using System.Reflection;
using Gateway.Configuration;
using Gateway.Forwarding;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Configuration;

/// <summary>Neither a secret nor the signature that would have been right may come out anywhere.</summary>
public sealed class SecretLeakTests
{
    private const string Marker = "leak-8f3a-canary";

    private static readonly Dictionary<string, string> Environment = new(StringComparer.Ordinal) { ["KEY"] = Marker };

    [Theory]
    [InlineData("""  "Algorithm": "hmac-sha256", "Encoding": "hex", "Key": "utf8" """)]
    [InlineData("""  "Algorithm": "hmac-sha512", "Encoding": "base64", "Key": "utf8" """)]
    [InlineData("""  "Algorithm": "shared-token" """)]
    public async Task No_answer_no_verdict_and_no_ToString_holds_a_secret_or_the_right_signature(string scheme)
    {
        using var route = TestRoute.Compile(
            $$"""
            {
              "Signature": { {{scheme}}, "From": "header:X-Sig", "Secrets": "env:KEY" },
              "Deduplication": { "Key": "body:/id" }
            }
            """,
            Environment);
        using var draft = route.Receive(new TestRequest());
        draft.Body.TryReserve(2);
        draft.Body.Append(new("{}"u8.ToArray()));
        route.Signer.Sign(draft, route.Clock.GetUtcNow());
        var right = draft.Request.Headers["X-Sig"].ToString();
        Assert.NotEmpty(right);

        foreach (var signature in new[] { "", "x", new string('0', right.Length), right[..^1] })
        {
            var journey = await route.SendAsync(new TestRequest().With("X-Sig", signature));
            await AnswerWriter.WriteAsync(journey.Webhook, journey.Verdict.Outcome);
            var answer = TestAnswer.Of(journey.Webhook.Context.Response);
            var headers = string.Join('\n', answer.Headers.Select(header => $"{header.Key}: {header.Value}"));

            Assert.Equal(401, answer.StatusCode);
            AssertClean(right, answer.Body, headers, journey.Verdict.ToString(), $"{journey.Webhook.KeyId}");
        }

        AssertClean(right, [.. TextsOf(route.Route)]);
    }

    [Theory]
    [InlineData("""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X", "Secrets": [ "leak-8f3a-canary" ] } }""")]
    [InlineData("""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X", "Secrets": { "Value": "leak-8f3a-canary" } } }""")]
    [InlineData("""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X", "Secret": "leak-8f3a-canary" } }""")]
    [InlineData("""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X", "Key": "leak-8f3a-canary", "Secrets": "env:KEY" } }""")]
    [InlineData("""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X", "Key": "base64", "Secrets": "env:KEY" } }""")]
    [InlineData("""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X", "Key": "hex", "Secrets": "env:KEY" } }""")]
    [InlineData("""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X", "KeyPrefix": "whsec_", "Secrets": "env:KEY" } }""")]
    [InlineData("""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X", "Secrets": { "Value": "env:KEY", "NotBefore": "leak-8f3a-canary" } } }""")]
    [InlineData("""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X", "Secrets": { "Value": "env:KEY", "NotAfter": "leak-8f3a-canary" } } }""")]
    [InlineData("""{ "Signature": "leak-8f3a-canary" }""")]
    public void No_problem_holds_a_secret(string verification)
    {
        var problems = TestRoute.ProblemsOf(verification, Environment);

        Assert.NotEmpty(problems);
        AssertClean(right: null, [.. problems]);
    }

    private static void AssertClean(string? right, params string[] texts)
    {
        foreach (var text in texts)
        {
            Assert.DoesNotContain(Marker, text, StringComparison.OrdinalIgnoreCase);
            if (right is not null)
            {
                Assert.DoesNotContain(right, text, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    /// <summary>What every object that a route holds says of itself.</summary>
    private static HashSet<string> TextsOf(CompiledRoute route)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        Visit(route);
        Assert.Contains(texts, text => text.Contains("secret 'env:KEY'", StringComparison.Ordinal));
        return texts;

        void Visit(object? item)
        {
            if (item is null or string or Type or MemberInfo or Delegate || item.GetType().IsPrimitive || !seen.Add(item))
            {
                return;
            }

            if (item is System.Collections.IEnumerable items and not IHeaderDictionary)
            {
                foreach (var child in items)
                {
                    Visit(child);
                }
            }
            else if (item.GetType().Namespace?.StartsWith("Gateway.", StringComparison.Ordinal) == true)
            {
                texts.Add($"{item}");
                VisitFields(item);
            }
        }

        void VisitFields(object item)
        {
            for (var level = item.GetType(); level is not null; level = level.BaseType)
            {
                foreach (var field in level.GetFields(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    Visit(field.GetValue(item));
                }
            }
        }
    }
}
