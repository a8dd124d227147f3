namespace Gateway.Verification.Signature.Content;

/// <summary>Compiles <c>PublicUrl</c>, for those who read it.</summary>
internal static class PublicUrlCompiler
{
    /// <summary>The URL; null if there is none or a problem was reported.</summary>
    public static IPublicUrl? Compile(StageContext context, string? written)
    {
        if (ForwardedUrl.IsMeantBy(written))
        {
            if (context.ClientResolver.TrustsNobody)
            {
                context.Report(
                    "is 'forwarded', but 'Gateway:Client:TrustedProxies' names no proxy whose word would count: name it there, "
                    + "or write the URL that is registered at the provider.",
                    "PublicUrl");
            }

            return ForwardedUrl.Instance;
        }

        var url = written is null ? null : PublicUrl.Parse(written);
        if (url is null && written is not null)
        {
            // Not repeated with user info: that is a password.
            var found = written.Contains('@', StringComparison.Ordinal) ? "found user info" : $"found '{written}'";
            context.Report($"{found}; expected an absolute http or https URL without query and fragment, or 'forwarded'.", "PublicUrl");
        }

        return url;
    }
}
