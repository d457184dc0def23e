namespace Sentinel.Scheduling;

/// <summary>The end of a <c>lock</c> statement on a <see cref="Lock"/>. Scopes nest, so the last one entered is the one that ends.</summary>
[Shim(typeof(Lock.Scope))]
internal static class LockScopeShims
{
    public static void Dispose(ref Lock.Scope scope)
    {
        scope.Dispose();
        if (LogicalThread.Current is { Scopes: { } scopes } thread && scopes.TryPop(out var subject))
        {
            LockShims.Exited(subject);
        }
    }
}
