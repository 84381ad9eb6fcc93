/** The floor: a bare Express 5 route that does one driver call with `w: majority`, on the same MongoDB as the product. */
import express from 'express';
import mongoose from 'mongoose';

const [uri = '', port = '0'] = process.argv.slice(2);
const client = await new mongoose.mongo.MongoClient(uri, { writeConcern: { w: 'majority' } }).connect();
const users = client.db('floor').collection('users');
await users.createIndex({ userName: 1 }, { unique: true });
const app = express();
app.use(express.json({ type: ['application/json', 'application/scim+json'], limit: '16mb' }));
app.post('/users', async (req, res) => {
  await users.insertOne({ ...req.body });
  res.status(201).json(req.body);
});
app.post('/many', async (req, res) => {
  await users.insertMany(
    req.body.map((/** @type {object} */ one) => ({ ...one })),
    { ordered: false },
  );
  res.status(201).json({ count: req.body.length });
});
app.get('/users/:userName', async (req, res) => {
  res.json(await users.findOne({ userName: req.params.userName }));
});
app.patch('/users/:userName', async (req, res) => {
  await users.updateOne({ userName: req.params.userName }, { $set: req.body });
  res.status(204).end();
});
const server = app.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' && address ? address.port : '');
});
