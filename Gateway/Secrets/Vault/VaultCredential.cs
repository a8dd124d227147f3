namespace Gateway.Secrets.Vault;

/// <summary>A text that proves who asks Vault, and may be replaced while the gateway runs. It cannot be printed by accident.</summary>
internal sealed class VaultCredential(string text)
{
    private string _text = text;

    public string Text
    {
        get => Volatile.Read(ref _text);
        set => Volatile.Write(ref _text, value);
    }

    public override string ToString() => "a credential";
}
