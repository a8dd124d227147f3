namespace Gateway.Cli.Explaining;

/// <summary>Secrets that look like something else than what signs webhooks: it can be told and not proven. Nothing of the secret is said but how such begin.</summary>
internal static class SecretKinds
{
    private const string Cure =
        "Copy the signing secret of this very endpoint from the provider's page about webhooks. Those of test and live mode, and of two endpoints, look alike: no request tells which it is of.";

    /// <summary>The most specific first.</summary>
    private static readonly (string Beginning, string What)[] Kinds =
    [
        ("sk_live_", "a secret API key"), ("sk_test_", "a secret API key of the test mode"), ("rk_live_", "a restricted API key"), ("rk_test_", "a restricted API key of the test mode"),
        ("pk_live_", "a publishable key"), ("pk_test_", "a publishable key of the test mode"), ("we_1", "the id of a webhook endpoint"), ("acct_", "the id of an account"),
        ("ghp_", "an access token of GitHub"), ("gho_", "an access token of GitHub"), ("ghu_", "an access token of GitHub"), ("ghs_", "an access token of GitHub"), ("github_pat_", "an access token of GitHub"),
        ("glpat-", "an access token of GitLab"), ("xoxb-", "a bot's token of Slack"), ("xoxp-", "a user's token of Slack"), ("xapp-", "an app's token of Slack"), ("shpat_", "an access token of Shopify"),
        ("shpca_", "an access token of Shopify"), ("shppa_", "an access token of Shopify"), ("SG.", "an API key of SendGrid"), ("key-", "an API key"), ("AKIA", "an access key's id of AWS"), ("AIza", "an API key of Google"),
        ("sk-ant-", "an API key of Anthropic"), ("sk-", "an API key"), ("lin_api_", "an API key of Linear"), ("lin_oauth_", "an access token of Linear"), ("pat-", "a private app's token of HubSpot"), ("EAAA", "an access token"),
        ("pdl_live_apikey_", "an API key of Paddle"), ("pdl_sdbx_apikey_", "an API key of Paddle"), ("rzp_live_", "the id of an API key of Razorpay"), ("rzp_test_", "the id of an API key of Razorpay"),
        ("re_", "an API key of Resend"), ("ntn_", "a token of Notion"), ("dp.st.", "a token of Doppler"), ("eyJ", "a token (JWT)"), ("-----BEGIN ", "a key in PEM"), ("https://", "a URL"), ("http://", "a URL"),
        ("{", "an object of JSON"), ("env:", "a reference"), ("file:", "a reference"),
    ];

    /// <summary>Providers that sign with their API keys.</summary>
    private static readonly string[] SignWithApiKeys = ["paystack", "moralis", "lob", "chargily"];

    /// <summary>What a secret looks like; null where none of them looks like anything else.</summary>
    public static Finding? Of(Evidence evidence)
    {
        if (!evidence.IsKeyed || SignWithApiKeys.Contains(evidence.Policy.Provider, StringComparer.Ordinal))
        {
            return null;
        }

        foreach (var secret in evidence.Secrets)
        {
            if (Array.Find(Kinds, kind => secret.Text.StartsWith(kind.Beginning, StringComparison.Ordinal)) is { Beginning: { } beginning, What: var what })
            {
                return new Finding("secret-kind", $"the secret '{secret.Id}' begins with '{beginning}', as {what} does, and not as what signs webhooks.", Cure);
            }
        }

        return evidence.Policy.Provider == "stripe" && evidence.Secrets.FirstOrDefault(secret => !secret.Text.StartsWith("whsec_", StringComparison.Ordinal)) is { } other
            ? new Finding("secret-kind", $"the secret '{other.Id}' does not begin with 'whsec_', as Stripe's signing secrets do.", Cure)
            : null;
    }
}
