namespace Sentinel.Concurrency.Recording;

/// <summary>One of several clients threw.</summary>
internal sealed class ClientFailedException(Exception cause) : Exception($"A client failed: {cause.Message}", cause);
