namespace Sentinel.Scheduling;

/// <summary>Keeps the threads of a lane, and whoever drives it, on one core: only one of them runs at a time, and waking a thread of the
/// same core takes a tenth of waking another core.</summary>
/// <remarks>Which core is the driver's choice, made anew each time: the system has put it where there is room. On Linux only.</remarks>
internal sealed class SharedCore
{
    private volatile int _core = -1;

    /// <summary>Whether threads can be kept on a core here, and put to sleep without spinning.</summary>
    public static bool IsPossible { get; } = Futex.IsSupported && CoreAffinity.Allowed() is { } allowed && CoreAffinity.TrySet(allowed);

    /// <summary>The calling thread drives the lane until the result is disposed of.</summary>
    /// <remarks>It stays where it is, unless every thread that the runtime makes meanwhile would stay there with it.</remarks>
    public Driver Enter()
    {
        if (!IsPossible)
        {
            return default;
        }

        _core = CoreAffinity.CurrentCore;
        return !CoreAffinity.IsOfProcess && CoreAffinity.Allowed() is { } before && CoreAffinity.TryPin(_core) ? new Driver(before) : default;
    }

    /// <summary>Brings the calling worker to the core.</summary>
    /// <param name="core">Where it was brought the last time; negative for nowhere yet.</param>
    public void Follow(ref int core)
    {
        if (core != _core)
        {
            core = _core;
            CoreAffinity.TryPin(core);
        }
    }

    /// <summary>Gives the driving thread its cores back.</summary>
    internal readonly struct Driver(ulong[]? before) : IDisposable
    {
        public void Dispose()
        {
            if (before is not null)
            {
                CoreAffinity.TrySet(before);
            }
        }
    }
}
