namespace Sentinel.Scheduling;

/// <summary>Hands out the chooser of each next schedule, by strategy and budget.</summary>
internal sealed class ScheduleSource
{
    private const int PortfolioDepthFirst = 500;
    private const int PortfolioBound = 2;

    private readonly ControlledOptions _options;
    private readonly PctChooser[] _pct;
    private readonly RandomChooser _random;
    private readonly StickyChooser _sticky;
    private DepthFirstChooser? _search;
    private int _bound;
    private int _searched;
    private int _sampled;

    public ScheduleSource(ControlledOptions options)
    {
        _options = options;
        var seeds = new SplitMix(options.Seed);
        _pct = [new PctChooser(seeds.Next(), 2), new PctChooser(seeds.Next(), 3), new PctChooser(seeds.Next(), 5)];
        _random = new RandomChooser(seeds.Next());
        _sticky = new StickyChooser(seeds.Next());
        Restart();
    }

    /// <summary>True once depth-first search has run every schedule there is.</summary>
    public bool Complete { get; private set; }

    /// <summary>True once there is nothing left to run.</summary>
    public bool Exhausted { get; private set; }

    /// <summary>An access became a point, so the tree is another one: the search begins again, sampling goes on.</summary>
    public void Restart()
    {
        _searched = 0;
        _bound = 0;
        Complete = false;
        Exhausted = false;
        _search = _options.Strategy switch
        {
            Strategy.Portfolio => new DepthFirstChooser(_bound),
            Strategy.DepthFirst => new DepthFirstChooser(_options.PreemptionBound),
            _ => null,
        };
    }

    public IChooser Next()
    {
        if (_search is not null)
        {
            return _search;
        }

        var turn = _sampled++;
        return _options.Strategy switch
        {
            Strategy.Random => _random,
            Strategy.Sticky => _sticky,
            Strategy.Pct => _pct[turn % 3],
            _ => (turn % 5) switch
            {
                0 or 2 => _pct[turn / 5 % 3],
                1 or 3 => _random,
                _ => _sticky,
            },
        };
    }

    /// <summary>Call it after each run that was judged.</summary>
    public void Ran()
    {
        if (_search is null)
        {
            return;
        }

        _searched++;
        _search.Advance();
        if (_search.Mismatch)
        {
            // The code is not deterministic, so its tree cannot be walked; sampling still can.
            _search = null;
            Exhausted = _options.Strategy == Strategy.DepthFirst;
        }
        else if (_search.Finished)
        {
            NextBound();
        }
        else if (_options.Strategy == Strategy.Portfolio && _searched >= PortfolioDepthFirst)
        {
            _search = null;
        }
    }

    private void NextBound()
    {
        if (!_search!.Truncated || _options.Strategy == Strategy.DepthFirst)
        {
            Complete = !_search.Truncated;
            Exhausted = true;
        }
        else
        {
            _search = _bound < PortfolioBound ? new DepthFirstChooser(++_bound) : null;
        }
    }
}
