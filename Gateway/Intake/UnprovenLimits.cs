namespace Gateway.Intake;

/// <summary>
/// How many of something a sender may write that is read before it has proven anything. Each is above what any provider sends; with
/// more the value is not known, and the webhook is refused: work that is a product of two lists would be the sender's to choose.
/// </summary>
internal static class UnprovenLimits
{
    /// <summary>Parameters of a query. The longest callbacks by GET have some 30; in 8 KB there is room for 4,000.</summary>
    public const int QueryParameters = 100;

    /// <summary>Fields of a form. In one MiB there is room for half a million, which would be gone through for each place that names one.</summary>
    public const int FormFields = 1000;

    /// <summary>Bytes of one field's value, encoded. A sorted form is decoded whole.</summary>
    public const int FormValue = 256 * 1024;

    /// <summary>Fields that are sorted and decoded to be signed: telephony has the most, below 100.</summary>
    public const int SortedFormFields = 256;

    /// <summary>Parts of a multipart body, files among them. Mailgun sends the most: some 30 fields and as many files as a mail has.</summary>
    public const int FormParts = 256;

    /// <summary>Bytes of the headers of one part.</summary>
    public const int PartHeaders = 4 * 1024;

    /// <summary>Bytes that a compressed body becomes. What is signed as decoded, or holds its own signature, has to be below.</summary>
    public const int DecodedBytes = 1024 * 1024;
}
