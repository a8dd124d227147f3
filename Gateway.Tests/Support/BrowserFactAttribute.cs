namespace Gateway.Tests.Support;

/// <summary>A test that needs Debian's Chromium, which ./test.sh installs, and that is left out with a notice where it could not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() =>
        Skip = File.Exists(Browser) ? null! : "Chromium is not installed: ./test.sh installs it, given apt-get.";

    public static string Browser => "/usr/bin/chromium";

    /// <summary>Looks for what people with disabilities could not use; of npm, installed by ./test.sh.</summary>
    public static string Axe => Repository.PathOf("artifacts", "axe", "node_modules", "axe-core", "axe.min.js");
}
