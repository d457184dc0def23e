namespace Sentinel.Scheduling;

/// <summary>An assembly after rewriting: its image with the sites inside, and its symbols if it had any.</summary>
internal sealed record RewrittenAssembly(byte[] Image, byte[]? Symbols);
