using Gateway.Reading;
using Gateway.Storage.Captures;

namespace Gateway.Captures;

/// <summary>Compiles <c>Gateway:Captures</c>.</summary>
internal static class CaptureCompiler
{
    private const int MostCount = 100_000;
    private const long LeastBytes = 64 * 1024;
    private const long MostBytes = 1024 * 1024 * 1024;

    /// <summary>A kept request is to leave room for others: a longest body takes no more than this part.</summary>
    private const int BodiesAtLeast = 16;

    /// <param name="section">The section.</param>
    /// <param name="config">As written.</param>
    /// <param name="hasEncryptionKeys">Whether <c>Storage:EncryptionKeys</c> names any.</param>
    public static CaptureSettings Compile(SectionContext section, CapturesConfig? config, bool hasEncryptionKeys)
    {
        var byDefault = CaptureSettings.Default;
        var maxCount = config?.MaxCount ?? byDefault.Bounds.MaxCount;
        if (maxCount is < 0 or > MostCount)
        {
            section.Report($"is {maxCount}; use 0 to {MostCount}.", "MaxCount");
        }

        var maxBytes = config?.MaxBytes ?? byDefault.Bounds.MaxBytes;
        if (maxBytes is < LeastBytes or > MostBytes)
        {
            section.Report($"is {maxBytes}; use {LeastBytes} to {MostBytes} bytes.", "MaxBytes");
            maxBytes = byDefault.Bounds.MaxBytes; // Said once, and not again by the body's bound.
        }

        var mostBody = maxBytes / BodiesAtLeast;
        var maxBody = config?.MaxBodyBytes ?? (int)Math.Min(byDefault.MaxBodyBytes, mostBody);
        if (maxBody < 0 || maxBody > mostBody)
        {
            section.Report($"is {maxBody}; use 0 to {mostBody} bytes, a sixteenth of 'MaxBytes'.", "MaxBodyBytes");
        }

        var keepFor = section.Duration(config?.KeepFor, byDefault.Bounds.KeepFor, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30), "KeepFor");
        if (config?.Store == true && !hasEncryptionKeys)
        {
            section.Report("needs 'Storage:EncryptionKeys': what is kept of requests is not stored as it is.", "Store");
        }

        return new CaptureSettings(new CaptureBounds(maxCount, maxBytes, keepFor), maxBody, config?.Store == true);
    }
}
