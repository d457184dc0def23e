using Sentinel.Models;

namespace Sentinel.Properties.Models;

public sealed class KeyedModelTests
{
    [Fact]
    public void Independent_objects_keep_the_laws_of_models()
    {
        var model = new KeyedModel<string, long, CounterInput, long?>(new CounterModel());
        var samples =
            from key in (string[])["a", "b"]
            from input in (CounterInput[])[CounterInput.Get, CounterInput.Inc(), CounterInput.Inc(-1)]
            from told in (long?[])[0, 1, null]
            select (new KeyedInput<string, CounterInput>(key, input), told);
        Assert.Null(ModelLaws.FindBreach(model, [.. samples], 200));
    }

    [Fact]
    public void A_state_has_one_form()
    {
        var model = new KeyedModel<string, long, CounterInput, long?>(new CounterModel());
        var state = model.InitialState;
        foreach (var amount in (long[])[1, -1])
        {
            Assert.True(model.TryStep(state, new("a", CounterInput.Inc(amount)), Sentinel.Histories.Outcome<long?>.Unknown, out state!));
        }

        Assert.Equal(model.InitialState, state);
        Assert.Equal("{}", state.ToString());
    }
}
