namespace Gateway.Reading;

/// <summary>
/// Takes another text of a secret in place of the one that was read: returns what puts it in force; null if anything is to be said of
/// it, for which the whole configuration is read again.
/// </summary>
internal delegate Action? SecretTaker(string text);
