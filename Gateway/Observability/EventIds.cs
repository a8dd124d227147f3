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
    public const int ConnectionsRefused = 7;
    public const int ConnectionsAccepted = 8;
    public const int ConnectionsEnded = 9;
    public const int ConfigurationApplied = 10;
    public const int ConfigurationRefused = 11;
    public const int ConfigurationReloadFailed = 12;
    public const int ConfigurationDoubtful = 13;
    public const int LinesDropped = 14;
    public const int SecretsTaken = 15;
    public const int ClientHeaderIgnored = 20;
    public const int RequestUnmatched = 21;
    public const int KeySetFailed = 30;
    public const int KeySetRecovered = 31;
    public const int CertificateFetched = 32;
    public const int CertificateFailed = 33;
    public const int ConfirmationFailed = 34;
    public const int Confirmed = 35;
    public const int Delivered = 40;
    public const int DeliveryRetried = 41;
    public const int DeliveryDead = 42;
    public const int DeliveryFailed = 43;
    public const int DeliveryNotSettled = 44;
    public const int DestinationPaused = 45;
    public const int DestinationResumed = 46;
    public const int QueueForgetful = 47;
    public const int QueueOrphaned = 48;
    public const int DeliveryServiceFailed = 49;
    public const int QueueFailed = 50;
    public const int RouteSilent = 51;
    public const int RouteHeard = 52;
    public const int AlarmRaised = 53;
    public const int AlarmOver = 54;
    public const int AlarmReceiverAway = 55;
    public const int AlarmReceiverReached = 56;
    public const int AlarmsGivenUp = 57;
    public const int Started = 58;
    public const int RoundFailed = 59;
    public const int TenantUnreadable = 60;
    public const int TenantsAway = 61;
    public const int TenantsWithoutEvents = 62;
    public const int TenantsNotRefreshed = 63;
    public const int TenantsUnanswered = 64;
    public const int TenantsAnswered = 65;
    public const int TenantsUnreadable = 66;
    public const int CaptureReleased = 70;
}
