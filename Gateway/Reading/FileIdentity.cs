namespace Gateway.Reading;

/// <summary>Which file or directory it is, whatever it is called and holds. Numbers are given anew when what had them is gone: the birth tells those apart.</summary>
/// <param name="Inode">Its number.</param>
/// <param name="Device">Where that counts.</param>
/// <param name="BornSeconds">When it was made; 0 where the file system does not say.</param>
/// <param name="BornNanoseconds">The part of a second.</param>
internal readonly record struct FileIdentity(ulong Inode, ulong Device, long BornSeconds, uint BornNanoseconds);
