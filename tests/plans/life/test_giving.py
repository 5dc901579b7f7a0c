def test_x(plan):
    from dieuhanh.kernel.plans.models import Task

    for t in Task.objects.order_by("id"):
        print(t.code, t.title[:50], t.kind, t.state, t.phase, t.lead_id, t.due_at, t.lapse_at, t.area_id)
