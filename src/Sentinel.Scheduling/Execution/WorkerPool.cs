namespace Sentinel.Scheduling;

/// <summary>The workers of one lane. The lowest free number is handed out first, so the same schedule gets the same workers.</summary>
internal sealed class WorkerPool : IDisposable
{
    private readonly List<Worker> _all = [];
    private readonly List<bool> _isFree = [];

    /// <summary>Where they run.</summary>
    public SharedCore Core { get; } = new();

    /// <summary>Workers given up because their thread would not end; each is one OS thread lost.</summary>
    public int Abandoned { get; private set; }

    public Worker Rent()
    {
        var number = _isFree.IndexOf(true);
        if (number < 0)
        {
            number = _all.Count;
            _all.Add(new Worker(number, Core));
            _isFree.Add(false);
        }

        Take(_all[number]);
        return _all[number];
    }

    public void Return(Worker worker) => _isFree[worker.Number] = true;

    /// <summary>Hands out this worker, which was returned just now.</summary>
    public void Take(Worker worker) => _isFree[worker.Number] = false;

    /// <summary>Never hands this worker out again; a fresh one takes over its number, to keep numbering dense.</summary>
    public void Abandon(Worker worker)
    {
        Abandoned++;
        worker.Abandoned = true;
        _all[worker.Number] = new Worker(worker.Number, Core);
        Return(worker);
    }

    public void Dispose()
    {
        foreach (var worker in _all.Where(worker => _isFree[worker.Number]))
        {
            worker.Retire();
            Take(worker);
        }
    }
}
