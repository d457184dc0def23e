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
    private bool _searching;
    private bool _unfair;
    private int _bound;
    private int _searched;
    private int _sampled;
    private int _longest;

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

    /// <summary>True once two runs that made the same choices came to different ones.</summary>
    public bool NotDeterministic { get; private set; }

    /// <summary>True once there is nothing left to run.</summary>
    public bool Exhausted { get; private set; }

    /// <summary>An access became a point, so the tree is another one: the search begins again, sampling goes on.</summary>
    public void Restart()
    {
        _searched = 0;
        _bound = 0;
        _searching = false;
        _unfair = false;
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
        // In a portfolio search and sampling take turns: with many threads, orders alone would use up the search's share
        // before its first pre-emption, while a random schedule may fail at once.
        _searching = _search is not null && (_options.Strategy == Strategy.DepthFirst || !_searching);
        if (_searching)
        {
            return _search!;
        }

        var turn = _sampled++;
        return _options.Strategy switch
        {
            Strategy.Random => _random,
            Strategy.Sticky => _sticky,
            Strategy.Pct => Pct(turn % 3),

            // Each depth within the first few: of a program that is one of many, no more are run.
            _ => (turn % 5) switch
            {
                0 => Pct(0),
                1 => Pct(1),
                2 => _random,
                3 => Pct(2),
                _ => _sticky,
            },
        };
    }

    /// <summary>Call it after each run that was judged.</summary>
    /// <param name="points">The points that it passed.</param>
    /// <param name="forced">The run was made to leave a spinning thread: then no search of it is complete.</param>
    public void Ran(int points, bool forced)
    {
        _longest = Math.Max(_longest, points);
        _unfair |= forced;
        if (_search is null || !_searching)
        {
            return;
        }

        _searched++;
        _search.Advance();
        if (_search.Mismatch)
        {
            // The code is not deterministic, so its tree cannot be walked; sampling still can.
            _search = null;
            NotDeterministic = true;
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

    private PctChooser Pct(int index)
    {
        _pct[index].Expect(_longest);
        return _pct[index];
    }

    private void NextBound()
    {
        if (!_search!.Truncated || _options.Strategy == Strategy.DepthFirst)
        {
            Complete = !_search.Truncated && !_unfair;
            Exhausted = true;
        }
        else
        {
            _search = _bound < PortfolioBound ? new DepthFirstChooser(++_bound) : null;
        }
    }
}
