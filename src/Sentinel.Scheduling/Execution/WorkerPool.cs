namespace Sentinel.Scheduling;

/// <summary>The workers of one lane. The lowest free number is handed out first, so the same schedule gets the same workers.</summary>
internal sealed class WorkerPool : IDisposable
{
    private readonly List<Worker> _all = [];
    private readonly SortedSet<int> _free = [];

    /// <summary>Workers given up because their thread would not end; each is one OS thread lost.</summary>
    public int Abandoned { get; private set; }

    public Worker Rent()
    {
        if (_free.Count == 0)
        {
            _all.Add(new Worker(_all.Count));
            return _all[^1];
        }

        var number = _free.Min;
        _free.Remove(number);
        return _all[number];
    }

    public void Return(Worker worker) => _free.Add(worker.Number);

    /// <summary>Hands out this worker, which was returned just now.</summary>
    public void Take(Worker worker) => _free.Remove(worker.Number);

    /// <summary>Never hands this worker out again; a fresh one takes over its number, to keep numbering dense.</summary>
    public void Abandon(Worker worker)
    {
        Abandoned++;
        worker.Abandoned = true;
        _all[worker.Number] = new Worker(worker.Number);
        _free.Add(worker.Number);
    }

    public void Dispose()
    {
        foreach (var number in _free)
        {
            _all[number].Retire();
        }

        _free.Clear();
    }
}
