namespace Sentinel.Testing;

/// <summary>Disposes a system under test after its run, where it is disposable.</summary>
internal static class SystemDisposal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static void Dispose(object system)
    {
        switch (system)
        {
            case IDisposable disposable:
                disposable.Dispose();
                break;
            case IAsyncDisposable disposable:
                disposable.DisposeAsync().AsTask().Wait(Patience, CancellationToken.None);
                break;
            default:
                break;
        }
    }
}
