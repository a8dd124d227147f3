namespace Gateway.Observability;

/// <summary>Every log event's id. Append only: operators filter by them.</summary>
internal static class EventIds
{
    public const int WebhookFinished = 1;
    public const int SettlementFailed = 2;
    public const int SettlementRecovered = 3;
    public const int SettlementGivenUp = 4;
    public const int StoreLost = 5;
    public const int StoreBack = 6;
    public const int ConfigurationApplied = 10;
    public const int ConfigurationRefused = 11;
    public const int ConfigurationReloadFailed = 12;
    public const int ClientHeaderIgnored = 20;
    public const int KeySetFailed = 30;
    public const int KeySetRecovered = 31;
    public const int CertificateFetched = 32;
    public const int CertificateFailed = 33;
    public const int ConfirmationFailed = 34;
    public const int Confirmed = 35;
}
