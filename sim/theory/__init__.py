"""What is known without simulating: formulas, and the figures that they give for a plan.

Nothing here knows the engine, and nothing is drawn. `posts`, `losses`, `leave`, `belonging`,
`queues`, `daily`, `flights` and `capacity` are formulas with their sources. `twin` applies them to
a plan: to its `elements` (`people` needed, `strength`), its teams (`requests`) and its limits
(`used`, `rooms`). `sim.report.theory` puts a study next to it.
"""
