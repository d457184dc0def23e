using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Properties.Checking;

public enum TicketInput
{
    Take,
    Look,
}

/// <summary>A counter whose increment returns the new value: an Unknown increment is not the twin of a returned one.</summary>
public sealed class TicketModel : Model<int, TicketInput, int>
{
    public override string Name => "ticket";

    public override int InitialState => 0;

    public override bool TryStep(int state, TicketInput input, Outcome<int> outcome, out int next)
    {
        next = input == TicketInput.Take ? state + 1 : state;
        return !outcome.IsReturned || outcome.Value == next;
    }

    public override bool IsReadOnly(TicketInput input, Outcome<int> outcome) => input == TicketInput.Look;
}
