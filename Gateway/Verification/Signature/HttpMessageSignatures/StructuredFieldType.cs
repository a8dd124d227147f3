namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>What a structured field is (RFC 9651, section 3).</summary>
internal enum StructuredFieldType
{
    Item,
    List,
    Dictionary,
}
