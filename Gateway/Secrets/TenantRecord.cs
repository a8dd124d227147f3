using System.Buffers.Binary;
using System.Text;

namespace Gateway.Secrets;

/// <summary>All that is known of one tenant, in one array: a hundred thousand of them are to take some megabytes.</summary>
/// <remarks>Stamp (8 bytes), flags, number of secrets, name; of each secret its id, its text and when it counts. Lengths stand before texts.</remarks>
internal readonly struct TenantRecord
{
    public const int MostSecrets = 16;

    /// <summary>In bytes, as UTF-8: a PEM file of an RSA key is far shorter.</summary>
    public const int LongestText = 16 * 1024;

    public const int LongestId = 128;

    /// <summary>The id of a secret that is alone and was given none.</summary>
    public const string OnlyId = "default";

    private const byte Disabled = 4;
    private const int NameAt = 10;

    private readonly byte[] _bytes;

    private TenantRecord(byte[] bytes) => _bytes = bytes;

    /// <summary>The array, by which the record is known: another is another record.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>What its source knows it by; 0 for nothing.</summary>
    public ulong Stamp => BinaryPrimitives.ReadUInt64LittleEndian(_bytes);

    public TenantMode Mode => (TenantMode)(_bytes[8] & 3);

    /// <summary>Whether nothing of the tenant is accepted.</summary>
    public bool IsDisabled => (_bytes[8] & Disabled) != 0;

    public int Count => _bytes[9];

    /// <summary>In ASCII.</summary>
    public ReadOnlySpan<byte> Name => _bytes.AsSpan(NameAt + 1, _bytes[NameAt]);

    public static TenantRecord Of(byte[] bytes) => new(bytes);

    /// <summary>Only its source looks at it.</summary>
    public void SetStamp(ulong stamp) => BinaryPrimitives.WriteUInt64LittleEndian(_bytes, stamp);

    /// <param name="name">A valid name.</param>
    /// <param name="secrets">At most <see cref="MostSecrets"/>, none too long.</param>
    /// <param name="mode">Its mode.</param>
    /// <param name="isDisabled">Whether nothing of it is accepted.</param>
    /// <param name="stamp">What its source knows it by.</param>
    public static TenantRecord Pack(
        string name, IReadOnlyList<TenantSecret> secrets, TenantMode mode = TenantMode.OfRoute, bool isDisabled = false, ulong stamp = 0)
    {
        if (secrets.Count > MostSecrets)
        {
            throw new ArgumentException("A tenant has more secrets than are kept.", nameof(secrets));
        }

        var length = NameAt + 1 + name.Length
            + secrets.Sum(secret => 3 + Encoding.UTF8.GetByteCount(secret.Id) + Encoding.UTF8.GetByteCount(secret.Text) + (HasBounds(secret) ? 16 : 0) + 1);
        var bytes = new byte[length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, stamp);
        bytes[8] = (byte)((int)mode | (isDisabled ? Disabled : 0));
        bytes[9] = (byte)secrets.Count;
        bytes[NameAt] = (byte)name.Length;
        var at = NameAt + 1 + Encoding.ASCII.GetBytes(name, bytes.AsSpan(NameAt + 1));
        foreach (var secret in secrets)
        {
            var id = Encoding.UTF8.GetBytes(secret.Id, bytes.AsSpan(at + 1));
            bytes[at] = (byte)id;
            at += 1 + id;
            var text = Encoding.UTF8.GetBytes(secret.Text, bytes.AsSpan(at + 2));
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)text);
            at += 2 + text;
            var hasBounds = HasBounds(secret);
            bytes[at++] = hasBounds ? (byte)1 : (byte)0;
            if (hasBounds)
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), secret.NotBefore.UtcTicks);
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at + 8), secret.NotAfter.UtcTicks);
                at += 16;
            }
        }

        return new TenantRecord(bytes);
    }

    /// <summary>The secrets in their order, as texts that nobody keeps.</summary>
    public TenantSecret[] ReadSecrets()
    {
        var secrets = new TenantSecret[Count];
        var at = NameAt + 1 + _bytes[NameAt];
        for (var i = 0; i < secrets.Length; i++)
        {
            var id = IdOf(_bytes.AsSpan(at + 1, _bytes[at]));
            at += 1 + _bytes[at];
            var length = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at));
            var text = Encoding.UTF8.GetString(_bytes, at + 2, length);
            at += 2 + length;
            var (notBefore, notAfter) = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
            if (_bytes[at++] != 0)
            {
                notBefore = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(at)), TimeSpan.Zero);
                notAfter = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(at + 8)), TimeSpan.Zero);
                at += 16;
            }

            secrets[i] = new TenantSecret(id, text, notBefore, notAfter);
        }

        return secrets;
    }

    /// <summary>Whether the name is this one's, and this one's alone: names have upper and lower case.</summary>
    public bool IsNamed(ReadOnlySpan<char> name)
    {
        var own = Name;
        if (own.Length != name.Length)
        {
            return false;
        }

        for (var i = 0; i < own.Length; i++)
        {
            if (own[i] != name[i])
            {
                return false;
            }
        }

        return true;
    }

    public override string ToString() => _bytes is null ? "no tenant" : $"tenant '{Encoding.ASCII.GetString(Name)}'";

    /// <summary>Most tenants have one secret, whose id is the same: not made anew for each webhook.</summary>
    private static string IdOf(ReadOnlySpan<byte> id) => Ascii.Equals(id, OnlyId) ? OnlyId : Encoding.UTF8.GetString(id);

    private static bool HasBounds(in TenantSecret secret) =>
        secret.NotBefore != DateTimeOffset.MinValue || secret.NotAfter != DateTimeOffset.MaxValue;
}
